import { deriveKeys } from '@hearback/access';
import type { ChannelDefinition } from '@hearback/channel';
import type { WebFormsEnv } from './env';
import { FORMATS } from './formats';
import { FORM_OPENAPI } from './form-openapi';
import { formRoutes } from './io/form-routes';
import { mailServerOf } from './io/mail-server';
import { POLLERS } from './pollers';
import { mailSender } from './senders/mail';

/** Forms on the bank's pages and suggestion boxes in its branches, as far as no setting matters. */
export const WEB_FORMS = {
  service: 'channel-web-forms',
  channels: ['web-form', 'branch'],
  formats: FORMATS,
  pollers: POLLERS,
  files: true,
  ownOpenApi: FORM_OPENAPI,
} as const satisfies ChannelDefinition;

/** As WEB_FORMS, with the deployment's settings. */
export const webForms = (env: WebFormsEnv): ChannelDefinition => ({
  ...WEB_FORMS,
  mail: mailSender(mailServerOf(env)),
  publicUrl: env.PUBLIC_URL,
  ownRoutes: formRoutes({
    key: deriveKeys(env.HEARBACK_SECRET).forms,
    trustedProxies: env.TRUSTED_PROXIES,
    postsPerMinute: env.FORM_POSTS_PER_MINUTE,
  }),
});
