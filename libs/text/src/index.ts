export { cleanText } from './clean-text';
export { detectLanguage, detectWriting, type Language } from './detect-language';
export { detectScript, type Script } from './detect-script';
export { fold } from './fold';
export { shingles } from './shingles';
export { stripQuoteChain, type QuoteChain } from './strip-quote-chain';
export { simplifyCharacters, toSimplified } from './to-simplified';
