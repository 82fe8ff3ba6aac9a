import type { Poller } from '@hearback/channel';
import { formbricksPoller } from './formbricks';
import { jotformPoller } from './jotform';
import { surveymonkeyPoller } from './surveymonkey';
import { typeformPoller } from './typeform';

/** Vendors that are asked for the answers whose pushes were lost, each beside the format of its name. */
export const POLLERS: readonly Poller[] = [typeformPoller, jotformPoller, surveymonkeyPoller, formbricksPoller];
