import { randomUUID } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { FormFields } from '../domain/form-fields';
import type { FormFault } from '../domain/form-item';
import { formPage } from '../domain/form-page';
import { formSettings } from '../domain/form-settings';
import { signFormToken } from '../domain/form-token';
import { sendPage, type FormEdge, type Visit } from './form-edge';

/** The form again, because something has to be mended or has to wait. */
export interface Again {
  status: number;
  faults: readonly FormFault[];
  typed: FormFields;
  /** The token that it came with, where it may be used again; the post that follows then counts as the same one. */
  token?: string;
}

const EMPTY: FormFields = new Map();

/** Shows the form, empty or with what was typed. */
export function showForm({ door, key }: FormEdge, visit: Visit, again?: Again): FastifyReply {
  const { source, language, reply } = visit;
  const { sourceId } = source;
  const settings = formSettings(source, language);
  const token = again?.token ?? signFormToken({ nonce: randomUUID(), issuedAt: door.now() }, sourceId, key);
  const { typed, faults } = again ?? { typed: EMPTY, faults: [] };
  const page = formPage({ sourceId, language, settings, token, typed, faults });
  return sendPage(reply, { status: again?.status ?? 200, page, allowedOrigins: settings.allowedOrigins });
}
