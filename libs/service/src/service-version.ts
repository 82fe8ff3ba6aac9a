/** The version of all services; one repository, one version (package.json is checked against it by a test). */
export const SERVICE_VERSION = '0.1.0';
