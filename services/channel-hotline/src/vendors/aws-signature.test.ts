import { awsSignedHeaders, type AwsCall } from './aws-signature';

const KEY = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const URL = 'https://example.amazonaws.com/';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const suite = { region: 'us-east-1', service: 'service', now: new Date('2015-08-30T12:36:00Z') };

// The cases of the signature test suite that AWS publishes (aws-sig-v4-test-suite), by their names there.
test.each<[string, Pick<AwsCall, 'method' | 'url' | 'headers' | 'body'>, string, string]>([
  [
    'get-vanilla',
    { method: 'GET', url: URL },
    'host;x-amz-date',
    '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  ],
  [
    'get-vanilla-query-order-key-case',
    { method: 'GET', url: `${URL}?Param2=value2&Param1=value1` },
    'host;x-amz-date',
    'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  ],
  [
    'post-vanilla',
    { method: 'POST', url: URL },
    'host;x-amz-date',
    '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
  ],
  [
    'post-x-www-form-urlencoded',
    { method: 'POST', url: URL, headers: FORM, body: 'Param1=value1' },
    'content-type;host;x-amz-date',
    'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
  ],
])('signs %s as AWS says', async (_name, ...[call, headers, signature]) => {
  expect(await awsSignedHeaders({ ...suite, ...call }, KEY)).toEqual({
    ...call.headers,
    'x-amz-date': '20150830T123600Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ' +
      `SignedHeaders=${headers}, Signature=${signature}`,
  });
});
