// Invented texts for measuring cost, not quality: the n-th is the same in every run.
const PIECES = (
  '手机银行 登录不了 转账失败 客服电话打不通 排队两个小时 信用卡年费 被扣了两次 理财到期 没有到账 态度很差 要求退款 ' +
  '指纹识别 一直转圈 更新之后 闪退 验证码收不到 网点 柜台 取款机吞卡 利息算错 贷款审批 材料交了三次 密码错误 限额太低'
).split(' ');

/**
 * Feedbacks in their order, `known` of them from as many customers. Common words that many texts share, and words of each
 * text's own, about 35 characters; one in twenty is said again, two in three name a customer.
 */
export function inventedFeedback(known, deterministicId) {
  const random = sequence(7);
  const rare = () => Array.from({ length: 6 }, () => String.fromCharCode(0x4e00 + random(2_500))).join('');
  const sentence = () => Array.from({ length: 3 + random(2) }, () => PIECES[random(PIECES.length)] + rare()).join('，');
  const recent = [];
  const said = () => {
    const text = recent.length > 100 && random(20) === 0 ? recent[random(recent.length)] : sentence();
    recent[random(5_000)] = text;
    return text ?? sentence();
  };
  let at = -1;
  return () => {
    at++;
    const identities = at % 3 === 0 ? [] : [{ type: 'phone', hash: `customer-${random(known)}-${'x'.repeat(30)}` }];
    const feedback = {
      feedbackId: deterministicId('million', at),
      contentHash: deterministicId('content', at).repeat(2),
      receivedAt: new Date(1_760_000_000_000 + at * 1000).toISOString(),
      text: said(),
      customer: { identities },
    };
    return { feedback, delivery: { position: `0:${at}` } };
  };
}

/** Numbers below a limit, always the same of one seed (mulberry32). */
export function sequence(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}
