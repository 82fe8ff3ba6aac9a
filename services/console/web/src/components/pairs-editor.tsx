import { useId } from 'react';
import { useWords } from '../i18n/language';
import type { Pair } from '../model/source-draft';

interface PairsEditorProps {
  title: string;
  /** What a known name means, in words. */
  wordsOf?(name: string): string;
  known: readonly string[];
  pairs: Pair[];
  onPairs(pairs: Pair[]): void;
  nameLabel: string;
  valueLabel: string;
  /** Values to choose from, others may be typed. */
  suggestions?: readonly string[];
  /** Names to choose from where one is added. */
  nameSuggestions?: readonly string[];
  isSecret?: boolean;
}

/** Names with their values: a field for each that is known, two fields in a row for others, and a button for one more. */
export function PairsEditor(props: PairsEditorProps) {
  const { t } = useWords();
  const { title, known, pairs, onPairs, suggestions = [], nameSuggestions = [] } = props;
  const id = useId();
  const change = (at: number, part: Partial<Pair>) =>
    onPairs(pairs.map((pair, index) => (index === at ? { ...pair, ...part } : pair)));
  const shown = { ...props, valuesId: `${id}values`, namesId: `${id}names` };
  return (
    <fieldset className="pairs">
      <legend>{title}</legend>
      <Suggestions id={shown.valuesId} words={suggestions} />
      <Suggestions id={shown.namesId} words={nameSuggestions} />
      {pairs.map((pair, at) =>
        known.includes(pair.name) ? (
          <KnownField key={pair.name} {...shown} pair={pair} onValue={(value) => change(at, { value })} />
        ) : (
          <PairRow
            key={at}
            {...shown}
            pair={pair}
            onChange={(part) => change(at, part)}
            onRemove={() => onPairs(pairs.filter((_, index) => index !== at))}
          />
        ),
      )}
      <button type="button" className="button quiet" onClick={() => onPairs([...pairs, { name: '', value: '' }])}>
        {t('pairs.add', { title })}
      </button>
    </fieldset>
  );
}

type Shown = PairsEditorProps & { valuesId: string; namesId: string; pair: Pair };

function KnownField({ wordsOf, isSecret, pair, onValue }: Shown & { onValue(value: string): void }) {
  const props = { value: pair.value, spellCheck: false, autoComplete: 'off' };
  const isKey = pair.name === 'privateKey';
  return (
    <label className="field">
      <span>
        {wordsOf?.(pair.name)} <code>{pair.name}</code>
      </span>
      {isKey ? (
        <textarea rows={3} {...props} onChange={(e) => onValue(e.target.value)} />
      ) : (
        <input {...props} type={isSecret ? 'password' : 'text'} onChange={(e) => onValue(e.target.value)} />
      )}
    </label>
  );
}

interface PairRowProps extends Shown {
  onChange(part: Partial<Pair>): void;
  onRemove(): void;
}

function PairRow({ nameLabel, valueLabel, isSecret, pair, valuesId, namesId, onChange, onRemove }: PairRowProps) {
  const { t } = useWords();
  return (
    <div className="pair-row">
      <label className="field grow">
        <span>{nameLabel}</span>
        <input
          list={namesId}
          value={pair.name}
          spellCheck={false}
          onChange={(e) => onChange({ name: e.target.value })}
        />
      </label>
      <label className="field grow">
        <span>{valueLabel}</span>
        <input
          list={valuesId}
          type={isSecret ? 'password' : 'text'}
          value={pair.value}
          spellCheck={false}
          autoComplete="off"
          onChange={(e) => onChange({ value: e.target.value })}
        />
      </label>
      <button type="button" className="button" aria-label={t('pairs.remove', { name: pair.name })} onClick={onRemove}>
        <span aria-hidden="true">✕</span>
      </button>
    </div>
  );
}

function Suggestions({ id, words }: { id: string; words: readonly string[] }) {
  return (
    <datalist id={id}>
      {words.map((word) => (
        <option key={word} value={word} />
      ))}
    </datalist>
  );
}
