import type { Format } from '../format';
import { cloudEvents } from './cloud-events';
import { standardWebhooks } from './standard-webhooks';

/** The formats that every channel reads; a vendor's own format is a file of its channel service. */
export const SHARED_FORMATS: readonly Format[] = [cloudEvents, standardWebhooks];
