import { leftOut } from './figure-answer';
import { inListOrder, REPORT_DIMENSIONS } from './report-clock';
import { nameOf } from './report-names';
import {
  plain,
  RESPONSE,
  section,
  text,
  type Context,
  type ReportCell,
  type ReportData,
  type ReportModel,
  type ReportRow,
  type ReportSection,
} from './report-parts';
import { dimensionSection, promisesSection, rateSection, withdrawnSection } from './report-figures';
import { backlogSection, missesSection, timesSection } from './report-times';
import { localTime } from './report-time';
import { wordsIn } from './report-words';

/**
 * A report from what was read.
 * @throws Error when the promises behind a figure do not add up to it: such a report must not leave the house
 */
export function reportModel(data: ReportData): ReportModel {
  const say = wordsIn(data.question.language);
  const clocks = [...data.cohort.clocks].sort(inListOrder);
  const context: Context = { data, say, clocks };
  return {
    title: say('title'),
    facts: factsOf(context),
    sections: [
      rateSection(context),
      besideSection(context),
      withdrawnSection(context),
      promisesSection(context),
      ...REPORT_DIMENSIONS.map((dimension) => dimensionSection(context, dimension)),
      timesSection(context),
      backlogSection(context),
      missesSection(context),
      excludesSection(context),
      termsSection(context),
    ],
    clocks,
  };
}

function factsOf({ data, say }: Context): ReportModel['facts'] {
  const { question, checkpoint } = data;
  const time = (at: Date) => localTime(question.zone, at);
  const facts: ReportModel['facts'] = [
    [say('period'), say('periodHow', { from: time(question.from), to: time(question.to) })],
    [say('asOf'), time(question.asOf)],
    [say('zone'), question.zone],
    [say('policy'), data.policyVersion],
  ];
  if (!checkpoint) return [...facts, [say('checkpoint'), say('noCheckpoint')]];
  const at = time(new Date(checkpoint.sealedAt));
  return [
    ...facts,
    [say('checkpoint'), say('checkpointHow', { number: checkpoint.number, at })],
    [say('root'), checkpoint.root],
    [say('key'), checkpoint.keyId],
  ];
}

function besideSection(context: Context): ReportSection {
  const { data, say } = context;
  const rows = (['refusedOpen', 'parked', 'inFlight'] as const).map((what): ReportRow => {
    const waiting = data.beside[what];
    const count: ReportCell = waiting
      ? { kind: 'count', value: waiting.count, clocks: null }
      : { kind: 'text', text: say('unknownThen') };
    const oldest: ReportCell = { kind: 'seconds', value: waiting?.oldestSeconds ?? null };
    return { cells: [text(say(what)), count, oldest], clocks: [], where: null };
  });
  const columns = [say('column.what'), say('column.count'), say('column.oldest')];
  return section(context, { id: 'beside', columns, rows });
}

function excludesSection(context: Context): ReportSection {
  const { data, say } = context;
  const { language } = data.question;
  const rows = leftOut(RESPONSE.promises).map(({ what, why }) => {
    const axis = what === 'running' || what === 'withdrawn' ? 'outcome' : 'promise';
    return plain(nameOf(language, axis, what), why[language]);
  });
  return section(context, { id: 'excludes', columns: [say('column.what'), say('column.why')], rows });
}

function termsSection(context: Context): ReportSection {
  return section(context, { id: 'terms', columns: [], notes: [...context.data.terms], rows: [] });
}
