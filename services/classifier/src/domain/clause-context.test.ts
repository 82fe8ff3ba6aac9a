import { CONTEXTS, contextsOf } from './clause-context';
import { findEvidence } from './find-evidence';
import { foldText } from './fold-text';

/** How a word is meant in a text. */
const meant = (text: string, word: string) => {
  const folded = foldText(text);
  const { modifiers } = findEvidence(folded, 'text');
  return CONTEXTS[contextsOf(folded.folded, modifiers)[folded.folded.indexOf(foldText(word).folded)]!];
};

test.each([
  ['卡丢了', '丢', 'plain'],
  ['卡没丢', '丢', 'denied'],
  ['不是客服的问题，是系统', '客服', 'denied'],
  ['不是客服的问题，是系统', '系统', 'contrasted'],
  ['界面挺好看，但是老闪退', '好看', 'conceded'],
  ['界面挺好看，但是老闪退', '闪退', 'contrasted'],
  ['請問異地取款收手續費嗎？', '手續費', 'asked'],
  ['短信写着“您的卡已被冻结”', '冻结', 'quoted'],
  ['如果再扣錢，我就投訴', '扣錢', 'supposed'],
  ['朋友的卡被盗刷了', '盗刷', 'of-others'],
  ['去年闪退过，现在很稳', '闪退', 'past'],
  ['去年闪退过，现在很稳', '稳', 'plain'],
  ['利息虽低，胜在安全', '低', 'conceded'],
  ['从来没有在柜台办业务时被刁难', '刁难', 'denied'],
  ['Even though the queue was long, the clerk was kind', 'queue', 'conceded'],
  ['My card was not stolen', 'stolen', 'denied'],
  ['If it crashes again I will leave', 'crashes', 'supposed'],
])('in %s, %s is %s', (text, word, context) => {
  expect(meant(text, word)).toBe(context);
});
