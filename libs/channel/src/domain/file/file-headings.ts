/** The fields of an item that a column may fill; besides these, `attributes.<name>`. */
export const FILE_FIELDS = [
  'text',
  'title',
  'externalId',
  'occurredAt',
  'updatedAt',
  'author.id',
  'author.name',
  'author.phone',
  'author.email',
  'author.customerNumber',
  'author.kind',
  'rating.stars',
  'url',
  'language',
  'region',
  'branch',
  'inReplyTo',
  'sharedFrom',
  'engagement.likes',
  'engagement.shares',
  'engagement.followers',
] as const;
export type FileField = (typeof FILE_FIELDS)[number];

/** What our own report of bad rows adds; it fills no field when such a report is sent again. */
export const REASON_HEADING = 'hearback_reason';
/** Likewise: which row of which file a line of the report is. */
export const ROW_HEADING = 'hearback_row';

// In simplified characters; a heading is simplified before it is looked up. A running number (序号, 编号, ID) is no
// externalId on purpose: it begins at 1 in every file, and the rows of April would be taken for corrections of March.
const HEADINGS: Partial<Record<FileField, string>> = {
  text: `content feedback comment comments message review complaint suggestion description
    内容 意见 意见内容 建议 建议内容 意见建议 意见与建议 意见和建议 意见或建议 客户意见 客户建议 反馈 反馈内容 投诉内容 留言 留言内容
    评论 评论内容 评价内容 问题描述 诉求 客户诉求 诉求内容 来电内容 通话内容`,
  title: 'subject 标题 主题',
  externalId:
    'ticketid ticketnumber caseid casenumber complaintid feedbackid 工单号 工单编号 投诉编号 意见编号 反馈编号 流水号 单号',
  occurredAt: `time date datetime timestamp submittedat createdat submitted created
    时间 日期 日期时间 提交时间 提交日期 反馈时间 反馈日期 投诉时间 投诉日期 来电时间 留言时间 评论时间 意见时间 发生时间 填写时间 填写日期 创建时间 受理时间`,
  updatedAt: '更新时间 修改时间',
  'author.id': 'authorid userid 用户id',
  'author.name': 'name author customer customername fullname 姓名 名字 客户 客户姓名 客户名称 称呼 联系人',
  'author.phone':
    'phone mobile telephone tel phonenumber mobilenumber 电话 手机 手机号 手机号码 电话号码 联系电话 联系手机 来电号码 客户电话 联系方式',
  'author.email': 'email mail emailaddress 邮箱 电子邮箱 电子邮件 邮件',
  'author.customerNumber': 'customernumber customerno customerid 客户号 客户编号 客户号码',
  'rating.stars': 'rating stars 评分 星级 打分',
  url: 'link 链接 网址',
  language: '语言',
  region: '地区 省份 区域',
  branch: 'branchname outlet 网点 网点名称 支行 支行名称 分行 机构 机构名称 所属网点 营业网点 所属机构',
};

/** The field by the folded heading. */
export const FIELD_OF_HEADING: ReadonlyMap<string, FileField> = new Map([
  ...FILE_FIELDS.map((field) => [field.toLowerCase(), field] as const),
  ...Object.entries(HEADINGS).flatMap(([field, names]) =>
    names.split(/\s+/).map((name) => [name, field as FileField] as const),
  ),
]);
