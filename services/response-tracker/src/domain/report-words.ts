import { PLACE } from './report-names';
import type { ReportLanguage } from './report-question';

const WORDS = {
  title: ['客户反馈承诺履行报告', '客戶意見承諾履行報告', 'Report of the promises to customers'],
  period: ['统计期间', '統計期間', 'Period'],
  periodHow: ['{from} 起，至 {to} 前', '{from} 起，至 {to} 前', 'from {from}, before {to}'],
  asOf: ['数据截至', '資料截至', 'As of'],
  zone: ['时区', '時區', 'Time zone'],
  checkpoint: ['封存检查点', '封存檢查點', 'Sealed checkpoint'],
  checkpointHow: ['第 {number} 号，封存于 {at}', '第 {number} 號，封存於 {at}', 'number {number}, sealed at {at}'],
  noCheckpoint: ['截至此时尚无封存', '截至此時尚無封存', 'nothing was sealed by then'],
  root: ['检查点根值', '檢查點根值', 'Root of the checkpoint'],
  key: ['签名密钥', '簽名金鑰', 'Signing key'],
  policy: ['适用政策版本', '適用政策版本', 'Policy in force'],
  verify: [
    '本报告的数字可用同一期间和截至时间的证明文件离线核验（hearback verify）。',
    '本報告的數字可用同一期間和截至時間的證明檔案離線核驗（hearback verify）。',
    'The figures can be checked offline with the proof file of the same period and moment (hearback verify).',
  ],
  'section.rate': ['24 小时响应率', '24 小時響應率', '24-hour response rate'],
  'section.beside': ['未计入响应率的待处理项', '未計入響應率的待處理項', 'What no figure could count yet'],
  'section.withdrawn': ['已撤销的承诺及原因', '已撤銷的承諾及原因', 'Withdrawn promises by reason'],
  'section.promises': ['各项承诺按时率', '各項承諾按時率', 'On-time rate of every promise'],
  'section.channel': ['按渠道', '按渠道', 'By channel'],
  'section.product': ['按产品', '按產品', 'By product'],
  'section.cause': ['按原因', '按原因', 'By cause'],
  'section.branch': ['按网点', '按網點', 'By branch'],
  'section.team': ['按团队', '按團隊', 'By team'],
  'section.owner': ['按负责人', '按負責人', 'By owner'],
  'section.times': ['首次答复用时', '首次答覆用時', 'Time to the first reply'],
  'section.backlog': ['在办承诺（按时长）', '在辦承諾（按時長）', 'Backlog by age'],
  'section.misses': ['逾期清单', '逾期清單', 'List of misses'],
  'section.excludes': ['响应率不包括', '響應率不包括', 'What the response rate leaves out'],
  'section.terms': ['承诺条款', '承諾條款', 'The terms in words'],
  'section.clocks': ['承诺明细', '承諾明細', 'The promises behind the figures'],
  'column.promise': ['承诺', '承諾', 'Promise'],
  'column.rate': ['按时率', '按時率', 'Rate'],
  'column.met': ['按时', '按時', 'Met'],
  'column.confirmed': ['其中经复核', '其中經複核', 'of which confirmed'],
  'column.missed': ['逾期', '逾期', 'Missed'],
  'column.running': ['计时中', '計時中', 'Running'],
  'column.withdrawn': ['已撤销', '已撤銷', 'Withdrawn'],
  'column.channel': ['渠道', '渠道', 'Channel'],
  'column.product': ['产品', '產品', 'Product'],
  'column.cause': ['原因', '原因', 'Cause'],
  'column.branch': ['网点', '網點', 'Branch'],
  'column.team': ['团队', '團隊', 'Team'],
  'column.owner': ['负责人', '負責人', 'Owner'],
  'column.reason': ['原因', '原因', 'Reason'],
  'column.count': ['数量', '數量', 'Count'],
  'column.oldest': ['最早（秒）', '最早（秒）', 'Oldest (seconds)'],
  'column.unanswered': ['未按时答复', '未按時答覆', 'Not in time'],
  'column.time': ['计时方式', '計時方式', 'Measured in'],
  'column.mean': ['平均', '平均', 'Mean'],
  'column.age': ['时长', '時長', 'Age'],
  'column.what': ['项目', '項目', 'What'],
  'column.why': ['说明', '說明', 'Why'],
  'column.behind': ['明细所在', '明細所在', 'Where its cases are'],
  'column.number': ['序号', '序號', 'No.'],
  'column.row': ['所属行', '所屬列', 'Counted under'],
  'column.outcome': ['结果', '結果', 'Outcome'],
  'column.started': ['起算', '起算', 'Started'],
  'column.due': ['到期', '到期', 'Due'],
  'column.answered': ['达成', '達成', 'Met at'],
  'column.case': ['工单', '工單', 'Case'],
  'column.clock': ['承诺编号', '承諾編號', 'Clock'],
  'column.term': ['条款', '條款', 'Term'],
  wall: ['自然时间', '自然時間', 'Clock on the wall'],
  working: ['工作时间', '工作時間', 'Working time'],
  total: ['合计', '合計', 'Total'],
  refusedOpen: ['入口拒收、尚未补正', '入口拒收、尚未補正', 'Refused at the edge, not mended'],
  parked: ['处理中断、搁置待查', '處理中斷、擱置待查', 'Parked by a service'],
  inFlight: ['传输途中', '傳輸途中', 'On its way'],
  unknownThen: ['当时未知', '當時未知', 'not known for that moment'],
  empty: ['（未填）', '（未填）', '(none)'],
  none: ['无', '無', 'none'],
  noRate: ['尚无', '尚無', 'none yet'],
  confirmed: ['按时（经复核）', '按時（經複核）', 'Met (confirmed)'],
  rows: ['第 {from}–{to} 行', '第 {from}–{to} 列', 'rows {from}–{to}'],
  sheet: ['工作表“{sheet}”', '工作表「{sheet}」', 'sheet “{sheet}”'],
  appendix: ['附录', '附錄', 'Appendix'],
  appendixWhere: [
    '附录中“{column}”为“{value}”的行',
    '附錄中「{column}」為「{value}」的列',
    'appendix, rows where {column} is {value}',
  ],
  cut: [
    '仅列出 {listed} 项：先列逾期、计时中、已撤销和经复核的，按时的其余各项见同一期间的证明文件。',
    '僅列出 {listed} 項：先列逾期、計時中、已撤銷和經複核的，按時的其餘各項見同一期間的證明檔案。',
    'Only {listed} promises are listed, those not simply met first; the other met ones are in the proof file of the same period.',
  ],
  cutPdf: [
    '附录仅列 {listed} 项；同一问题的 XLSX 报告列出更多。',
    '附錄僅列 {listed} 項；同一問題的 XLSX 報告列出更多。',
    'The appendix lists {listed} promises; the XLSX report of the same question lists more.',
  ],
  rateNote: [
    '按时率＝按时÷（按时＋逾期），只舍不入；计时中与已撤销的列于其外。',
    '按時率＝按時÷（按時＋逾期），只捨不入；計時中與已撤銷的列於其外。',
    'Rate = met ÷ (met + missed), cut off and never rounded up; running and withdrawn promises stand beside it.',
  ],
  timesNote: [
    '仅统计按时的首次答复；未按时答复的另列，不在下列用时之内。',
    '僅統計按時的首次答覆；未按時答覆的另列，不在下列用時之內。',
    'Of first replies in time; those not in time are counted beside and are in no time below.',
  ],
  backlogNote: [
    '截至上述时间尚未到期、仍在计时的全部承诺，不限起算期间。',
    '截至上述時間尚未到期、仍在計時的全部承諾，不限起算期間。',
    'All promises that ran and were not due at that moment, whenever they started.',
  ],
  page: ['第 {page} 页，共 {pages} 页', '第 {page} 頁，共 {pages} 頁', 'page {page} of {pages}'],
  seconds: ['{s}秒', '{s}秒', '{s} s'],
  minutes: ['{m}分{s}秒', '{m}分{s}秒', '{m} min {s} s'],
  hours: ['{h}小时{m}分', '{h}小時{m}分', '{h} h {m} min'],
} as const satisfies Record<string, readonly [hans: string, hant: string, en: string]>;

export type ReportWord = keyof typeof WORDS;
export type Say = (word: ReportWord, values?: Record<string, string | number>) => string;

/** The words of a report in a language, with `{names}` filled in. */
export function wordsIn(language: ReportLanguage): Say {
  return (word, values = {}) => {
    let text: string = WORDS[word][PLACE[language]];
    for (const [name, value] of Object.entries(values)) text = text.replaceAll(`{${name}}`, String(value));
    return text;
  };
}

/** A length of time; from an hour on in minutes, and never told shorter than it was. @param seconds whole */
export function durationInWords(seconds: number, say: Say): string {
  if (seconds >= 3_600) {
    const minutes = Math.ceil(seconds / 60);
    return say('hours', { h: Math.floor(minutes / 60), m: minutes % 60 });
  }
  const [m, s] = [Math.floor(seconds / 60), seconds % 60];
  return m > 0 ? say('minutes', { m, s }) : say('seconds', { s });
}

/** Every text that may stand in a report of a language, for tests of its fonts. */
export function allWords(language: ReportLanguage): string {
  return Object.values(WORDS)
    .map((row) => row[PLACE[language]])
    .join('');
}
