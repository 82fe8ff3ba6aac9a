// Words of bank customers; a text is a random walk over them, so that two texts share few shingles and the deduplicator's
// index works as it does on real feedback instead of finding everything alike.
const WORDS = (
  '转账 没到账 客服 排队 太久 信用卡 还款 逾期 利息 手续费 扣了 两次 柜台 态度 不好 谢谢 经理 耐心 手机银行 闪退 登录 验证码 收不到 更新 之后 ' +
  '打不开 人脸 识别 失败 存款 到期 理财 亏损 没有 说明 风险 保险 退保 贷款 审批 慢 房贷 提前 还 网点 搬 了 取款机 吞卡 短信 提醒 晚 积分 兑换 ' +
  '不能 用 老人 不会 操作 希望 增加 大字 版 昨天 今天 上周 下午 刚刚 一直 又 还是 为什么 怎么 办 建议 投诉 表扬 余额 不对 少了 盗刷 冻结 解冻 ' +
  '身份证 过期 更新 资料 泄露 推销 电话 频繁 额度 降低 申请 被拒 原因 不清楚 网银 盾 驱动 装不上 电脑 浏览器 兼容 汇率 牌价 外币 汇款 中转 费 ' +
  'app transfer failed card fee branch queue staff helpful login crash update statement wrong 櫃檯 轉帳 信用卡 服務 很好 系統 維護 通知'
).split(' ');

/** A deterministic source of chance (mulberry32), so that two runs send the same texts. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One text of 12 to 32 words, about 30 to 80 characters. */
export function benchText(next: () => number): string {
  const length = 12 + Math.floor(next() * 20);
  return Array.from({ length }, () => WORDS[Math.floor(next() * WORDS.length)]).join('');
}
