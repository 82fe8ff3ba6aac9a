export { canonicalJson } from './canonical-json';
export type {
  Answerable,
  ChainedEvent,
  ClockEvent,
  ClockHappening,
  ClockLabels,
  ClockSubject,
  DueTerms,
  RestatedReason,
  Warning,
} from './clock-event';
export { chained, CHAIN_START, eventHash } from './event-hash';
export { activated, applyEvent, foldClock, type ClockState } from './fold-clock';
