// Only for `measure-neardup.ts`, which no test run collects by itself.
module.exports = {
  ...require('../../../jest.preset.js'),
  testMatch: ['<rootDir>/services/deduplicator/quality/measure-*.ts'],
};
