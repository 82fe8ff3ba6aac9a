import type { Door, Handle, OwnRoutes } from '@hearback/channel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { formLanguage, type FormLanguage } from '../domain/form-language';
import { formSettings, ownLanguage, showsForm } from '../domain/form-settings';
import { FORM_WORDS, type FormWords } from '../domain/form-words';
import { noticePage, thanksPage } from '../domain/thanks-page';
import { WIDGET_SCRIPT } from '../domain/widget-script';
import { postForm } from './post-form';
import { showForm } from './show-form';
import { visitorLimits } from './visitor-limits';
import { refusalOf, sendPage, type FormEdge, type FormOptions, type Visit } from './form-edge';

/** The hosted form and the script that puts it on a bank's own pages. They need no key: the source has said that it shows a form. */
export function formRoutes(options: FormOptions): OwnRoutes {
  return (door) => {
    const edge = formEdge(door, options);
    const visitors = (handle: (edge: FormEdge, visit: Visit) => Promise<FastifyReply>) => visited(edge, handle);
    door.route('GET', '/forms/widget.js', sendWidget);
    door.route(
      'GET',
      '/forms/:sourceId',
      visitors(async (_, visit) => (visit.source.state === 'paused' ? sendClosed(visit) : showForm(edge, visit))),
    );
    door.route('POST', '/forms/:sourceId', visitors(postForm));
    door.route('GET', '/forms/:sourceId/thanks', visitors(sendThanks));
  };
}

function formEdge(door: Door, options: FormOptions): FormEdge {
  const posts = door.telemetry.meter.createCounter('hearback_form_posts', {
    description: 'Posts of hosted forms by what became of them',
  });
  return {
    ...options,
    door,
    limits: visitorLimits(options.postsPerMinute),
    count: (outcome) => posts.add(1, { outcome }),
  };
}

/** Finds the form that was asked for; people are answered with pages, in their language, also when there is none. */
function visited(edge: FormEdge, handle: (edge: FormEdge, visit: Visit) => Promise<FastifyReply>): Handle {
  return async (request, reply) => {
    const { sourceId } = request.params as { sourceId: string };
    const spoken = (fallback: FormLanguage) =>
      formLanguage(queryOf(request, 'lang'), request.headers['accept-language'], fallback);
    try {
      const source = edge.door.sourceOf(sourceId);
      const language = spoken(ownLanguage(source));
      if (!showsForm(source))
        return sendPage(reply, { status: 404, page: noticePage(language, FORM_WORDS[language].unknownForm) });
      return await handle(edge, { request, reply, source, language });
    } catch (error) {
      return sendTrouble(edge, error, { reply, language: spoken('zh-Hans') });
    }
  };
}

/** Better told before they write than after. */
function sendClosed({ reply, language }: Visit): FastifyReply {
  return sendPage(reply.header('retry-after', '60'), {
    status: 503,
    page: noticePage(language, FORM_WORDS[language].closed),
  });
}

function sendTrouble(
  { door }: FormEdge,
  error: unknown,
  { reply, language }: { reply: FastifyReply; language: FormLanguage },
): FastifyReply {
  const { status, headers } = refusalOf(error);
  const words = FORM_WORDS[language];
  if (status >= 500 && status !== 503) door.telemetry.logger.error({ err: error }, 'a form could not be answered');
  const said = SENTENCES[status];
  return sendPage(reply.headers(headers), { status, page: noticePage(language, said ? said(words) : words.closed) });
}

const SENTENCES: Partial<Record<number, (words: FormWords) => string>> = {
  404: (words) => words.unknownForm,
  413: (words) => words.faults['too-large'],
  415: (words) => words.faults.unreadable,
};

async function sendThanks(_: FormEdge, { request, reply, source, language }: Visit): Promise<FastifyReply> {
  const settings = formSettings(source, language);
  const reference = queryOf(request, 'reference');
  const page = thanksPage(settings, language, { sourceId: source.sourceId, reference });
  return sendPage(reply, { status: 200, page, allowedOrigins: settings.allowedOrigins });
}

async function sendWidget(_: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return reply
    .headers({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=300',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    })
    .send(WIDGET_SCRIPT);
}

function queryOf(request: FastifyRequest, name: string): string | undefined {
  const value = (request.query as Record<string, string | string[] | undefined>)[name];
  return Array.isArray(value) ? value[0] : value;
}
