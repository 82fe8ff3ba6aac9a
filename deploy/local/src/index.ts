export { LaunchError } from './launch-error';
export { startTestServers, type RunningServers, type ServerAddresses } from './start-test-servers';
export { startKafka, startPostgres, startRedis, type ThrowAwayOptions, type ThrowAwayServer } from './throw-away';
