// Tries the rules again on what people said of pairs of feedbacks (`hearback relation-examples --out <file>`).
//   node services/deduplicator/quality/replay-examples.mjs <file>               prints how many would now be decided as people did
//   … --least 0.8                                                               exit code 1 when the share is smaller
//   … --list                                                                    also names the pairs decided otherwise, without their words
// After a build. Nothing is learnt from the examples; thresholds are changed by people.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const built = createRequire(
  join(fileURLToPath(new URL('../../../dist/services/deduplicator/', import.meta.url)), 'x.js'),
);
const { RELATION_RULES: rules } = built('./domain/relation-rules.js');
const { replayExample } = built('./domain/replay-example.js');

const { values, positionals } = parseArgs({
  options: { least: { type: 'string', default: '0' }, list: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [file] = positionals;
const least = Number(values.least);
if (!file || !(least >= 0 && least <= 1)) {
  console.error('usage: replay-examples.mjs <file> [--least <0 to 1>] [--list]');
  process.exit(2);
}

const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
const replayed = lines.map((line) => {
  const example = JSON.parse(line);
  return { example, ...replayExample(example, rules) };
});
for (const said of ['same-matter', 'another-matter']) {
  const some = replayed.filter(({ example }) => example.said === said);
  console.log(`${said}: ${some.filter(({ agrees }) => agrees).length} of ${some.length} as people said`);
}
if (values.list)
  for (const { example, relation, agrees } of replayed)
    if (!agrees)
      console.log(
        [example.feedback.feedbackId, example.other.feedbackId, example.said, relation.kind, relation.score].join(' '),
      );
const share = replayed.length === 0 ? 1 : replayed.filter(({ agrees }) => agrees).length / replayed.length;
console.log(`${(share * 100).toFixed(1)} % of ${replayed.length}`);
process.exitCode = share < least ? 1 : 0;
