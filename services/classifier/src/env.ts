import { kafkaEnv, readEnv, secretEnv, serviceEnv, servicePortEnv } from '@hearback/config';
import { SERVICES } from '@hearback/contracts';
import { z } from 'zod';

const classifierEnv = z.object({
  ...servicePortEnv(SERVICES.classifier.port).shape,
  ...serviceEnv.shape,
  ...kafkaEnv.shape,
  ...secretEnv.shape,
});

export type ClassifierEnv = z.output<typeof classifierEnv>;

export function readClassifierEnv(env: NodeJS.ProcessEnv): ClassifierEnv {
  return readEnv(classifierEnv, env);
}
