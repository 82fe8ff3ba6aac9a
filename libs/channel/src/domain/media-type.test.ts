import { bodyKind, mediaType } from './media-type';

test.each([
  ['application/json', undefined, 'json'],
  ['Application/JSON; charset=UTF-8', undefined, 'json'],
  ['application/json', '1.0', 'cloudevent-binary'],
  ['application/x-ndjson', undefined, 'ndjson'],
  ['application/cloudevents+json; charset="utf-8"', undefined, 'cloudevent'],
  ['application/cloudevents-batch+json', undefined, 'cloudevent-batch'],
  ['application/json; charset=gbk', undefined, null],
  ['application/json; charset=utf-16', undefined, null],
  ['text/plain', undefined, null],
  [undefined, undefined, null],
])('%s with specversion %s holds %s', (contentType, specVersion, kind) => {
  expect(bodyKind(contentType, specVersion)).toBe(kind);
});

test('a charset that the format decodes by itself is taken, another is not', () => {
  expect(mediaType('text/csv; charset=GB18030', ['gb18030'])).toBe('text/csv');
  expect(mediaType('text/csv; charset=big5', ['gb18030'])).toBeNull();
});
