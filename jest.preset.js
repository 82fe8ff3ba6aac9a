// What every Jest project of the workspace shares. swc compiles, tsc checks types apart (npm run types).
const { readFileSync } = require('node:fs');
const { compilerOptions } = JSON.parse(readFileSync(`${__dirname}/tsconfig.base.json`, 'utf8'));

const moduleNameMapper = Object.fromEntries(
  Object.entries(compilerOptions.paths).map(([name, [file]]) => [`^${name}$`, `<rootDir>/${file.replace('./', '')}`]),
);

module.exports = {
  rootDir: __dirname,
  testEnvironment: 'node',
  moduleNameMapper,
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.nx/'],
  transform: {
    '^.+\\.(ts|js|mjs)$': [
      '@swc/jest',
      { ...JSON.parse(readFileSync(`${__dirname}/.swcrc`, 'utf8')), sourceMaps: 'inline' },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(jose)/)'],
};
