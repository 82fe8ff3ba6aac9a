import { tencentAuthorization } from './tencent-signature';

test("signs the example of Tencent Cloud's own documentation as it does", () => {
  const call = {
    ...{ host: 'cvm.tencentcloudapi.com', service: 'cvm', action: 'DescribeInstances' },
    body: '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}',
    now: new Date(1_551_113_065_000),
  };
  expect(tencentAuthorization(call, { id: 'AKID', key: '*'.repeat(32) })).toBe(
    'TC3-HMAC-SHA256 Credential=AKID/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host;x-tc-action, ' +
      'Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f',
  );
});
