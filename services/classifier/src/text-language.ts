import { detectLanguage, detectScript } from '@hearback/text';
import type { ClassifyInput } from './domain/classify';

/** Language and script of a text, for callers that do not know them. */
export function textLanguage(text: string): Pick<ClassifyInput, 'language' | 'script'> {
  return { language: detectLanguage(text), script: detectScript(text) };
}
