/** Every service: its folder name, the port it listens on by default, and its name behind the console's front door. */
export const SERVICES = {
  'channel-hotline': { port: 8101, frontDoor: 'hotline' },
  'channel-app-ratings': { port: 8102, frontDoor: 'app-ratings' },
  'channel-web-forms': { port: 8103, frontDoor: 'web-forms' },
  'channel-social': { port: 8104, frontDoor: 'social' },
  deduplicator: { port: 8201, frontDoor: null },
  classifier: { port: 8202, frontDoor: 'classifier' },
  cases: { port: 8301, frontDoor: 'cases' },
  'response-tracker': { port: 8302, frontDoor: 'responses' },
  directory: { port: 8305, frontDoor: 'directory' },
  console: { port: 8080, frontDoor: null },
} as const;
export type ServiceName = keyof typeof SERVICES;
