// unit: pure, beside the code. it: real Kafka, PostgreSQL and Redis. journey: the whole system and the console.
const preset = require('./jest.preset.js');

module.exports = {
  projects: [
    {
      ...preset,
      displayName: 'unit',
      testMatch: ['<rootDir>/{libs,services,deploy}/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '\\.it\\.test\\.ts$', '\\.journey\\.test\\.ts$'],
    },
    {
      ...preset,
      displayName: 'it',
      testMatch: ['<rootDir>/{libs,services,deploy}/**/*.it.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/libs/testing/src/jest-it-timeout.js'],
      globalSetup: '<rootDir>/libs/testing/src/jest-global-setup.js',
      globalTeardown: '<rootDir>/libs/testing/src/jest-global-teardown.js',
    },
    {
      ...preset,
      displayName: 'journey',
      testMatch: ['<rootDir>/deploy/journeys/**/*.journey.test.ts'],
    },
  ],
};
