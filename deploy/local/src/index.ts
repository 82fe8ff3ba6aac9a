export { LaunchError } from './launch-error';
export { startServers, stopRecordedServers, type StartServersOptions } from './start-servers';
export { startTestServers, type RunningServers, type ServerAddresses } from './start-test-servers';
export { startKafka, startPostgres, startRedis, type ThrowAwayOptions, type ThrowAwayServer } from './throw-away';
export { startServices, type RunningServices, type StartServicesOptions } from './start-services';
export { startSystem, type RunningSystem, type SystemOptions } from './start-system';
export { sendFile, type SendFileOptions, type SentFile } from './send-file';
export { followEnds, type FollowEndsOptions } from './follow-ends';
export { typeformSignature } from './samples/request-of';
