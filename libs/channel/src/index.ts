export { startChannel, type ChannelServiceEnv } from './start-channel';
export { channelModule, type ChannelEnv } from './channel.module';
export { channelOpenApi } from './channel-openapi';
export { channelEnv } from './channel-env';
export { channelEdge, formatsOf, proofOf, type ChannelDefinition, type ChannelEdge } from './io/channel-edge';
export { CHANNEL_EDGE, channelRoutes } from './io/channel-routes';
export type {
  Fetched,
  Format,
  FormatCallPart,
  FormatItem,
  FormatReading,
  FormatReply,
  HandshakeAnswer,
  HandshakeRequest,
  HookRequest,
  ReadContext,
} from './format';
export type { Door, Handle, OwnPost, OwnRoutes } from './io/own-routes';
export type { Polled, Poller, PollQuestion, VendorAccess, VendorAnswer, VendorHttp } from './poller';
export type { StreamCall, StreamCalls, StreamPreparation, StreamRelease, VendorStream } from './vendor-stream';
export { callRefusal } from './domain/stream-refusal';
export type { StreamEnd } from './domain/stream-schedule';
export { afterListPage, walkList, type ListWalk } from './domain/list-walk';
export { clientTokens, type ClientTokens, type OAuthClient, type TokenAsked } from './client-tokens';
export { readOAuthToken, type OAuthToken } from './domain/oauth-token';
export { isExhausted, saidWait, vendorTrouble } from './domain/vendor-trouble';
export { VendorAddressRefused, VendorUnreachable } from './vendor-unreachable';
export type { OutgoingReply, Sender, Sent } from './sender';
export type { ChannelTools, ChannelWork } from './channel-work';
export { toFeedback } from './domain/to-feedback';
export { toReply } from './domain/to-reply';
export { refusalOf } from './domain/refusal';
export { OWN_FORMATS } from './domain/read-refused';
export { standardWebhookSigned } from './formats/standard-webhooks';
export { sameSignature } from './same-signature';
export { describeFaults, faultsOf, type Fault } from './domain/fault';
export { readJsonPayload } from './domain/read-json-payload';
export { decodeUtf8 } from './domain/utf8';
export { rateBuckets } from './domain/rate-buckets';
export type { Rate } from './domain/token-bucket';
export { feedbackIdOf } from './domain/feedback-id';
export { hashIdentity } from './domain/customer';
export { toE164 } from './domain/phone';
