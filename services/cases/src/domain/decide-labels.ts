import type { Command, DecideInput, EffectOrRefusal } from './command';

/** A person says what a label is. It stays so, also when the customer changes the words that the machine had read. */
export function reclassify({ record, command, who }: DecideInput<Command & { kind: 'reclassify' }>): EffectOrRefusal {
  const corrected = { ...record.corrected, ...command.labels };
  return {
    change: { kind: 'reclassified', by: who.id },
    fields: { corrected, labels: { ...record.labels, ...corrected } },
  };
}
