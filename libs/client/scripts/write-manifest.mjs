// Makes dist/libs/client a package that can be published by itself (npm publish dist/libs/client).
//
// CommonJS only: import finds the same names as require (Node reads them from the file), and there is one copy of each class
// however it is loaded, so that `error instanceof Undelivered` holds in a program of both kinds.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';

const here = (path) => new URL(`../${path}`, import.meta.url);
const dist = (path) => here(`../../dist/libs/client/${path}`);
const { private: _, main: __, ...manifest } = JSON.parse(readFileSync(here('package.json'), 'utf8'));
const published = {
  ...manifest,
  keywords: ['hearback', 'customer-feedback', 'openapi', 'client'],
  type: 'commonjs',
  main: './index.js',
  types: './index.d.ts',
  exports: { '.': { types: './index.d.ts', default: './index.js' }, './package.json': './package.json' },
  files: ['*.js', '*.d.ts', 'generated/*.js', 'generated/*.d.ts'],
  sideEffects: false,
};
writeFileSync(dist('package.json'), `${JSON.stringify(published, null, 2)}\n`);
copyFileSync(here('README.md'), dist('README.md'));
copyFileSync(here('../../LICENSE'), dist('LICENSE'));
