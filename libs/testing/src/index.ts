export { eventually } from './eventually';
export { groupDivided } from './group-divided';
export { firstRefusalOf, replayed } from './replayed';
export { testServers, type TestServers } from './servers';
export { testDatabase, type TestDatabase } from './database';
export { lowPort } from './low-port';
export { testPrefix } from './test-prefix';
export { channelUnderTest, type ChannelUnderTest } from './channel-under-test';
