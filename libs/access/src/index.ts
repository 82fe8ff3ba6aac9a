export { deriveKeys, sampleSigningSecret, type Keys } from './derive-keys';
export { seal, unseal } from './seal';
export { bearerToken, hashToken, newApiToken } from './bearer-token';
export { signSession, verifySession, type SessionClaims } from './session-token';
export { accessIndex, type AccessIndex } from './access-index';
export { followAccess, type AccessRegistry } from './follow-access';
export { type Principal, type PrincipalLookup, type PrincipalResult } from './principal-lookup';
export { ACCESS_REGISTRY, authorize, principalOfRequest, requireScope } from './require-scope';
