// Runs a service as a process of its own straight from its sources, so that a test can kill or stop it:
// `node run-from-source.cjs channel-hotline`.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join, resolve } = require('node:path');
const { transformSync } = require('@swc/core');

const root = resolve(__dirname, '../..');
const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.base.json'), 'utf8'));
const swc = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));
const options = { ...swc, swcrc: false, configFile: false, module: { ...swc.module, type: 'commonjs' } };

const resolveName = Module._resolveFilename;
Module._resolveFilename = function resolved(name, ...rest) {
  const [path] = compilerOptions.paths[name] ?? [];
  return resolveName.call(this, path ? join(root, path) : name, ...rest);
};
Module._extensions['.ts'] = (module, filename) => {
  module._compile(transformSync(readFileSync(filename, 'utf8'), { ...options, filename }).code, filename);
};

const { start } = require(join(root, 'services', process.argv[2], 'src/main.ts'));
start(process.env).then(
  () => process.send?.('listening'),
  (error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
