import { kafkaEnv, readEnv, secretEnv, serviceEnv, servicePortEnv } from '@hearback/config';
import { SERVICES } from '@hearback/contracts';
import { z } from 'zod';
import { SHIPPED_MODEL_FILE } from './domain/model/shipped-model';

const classifierEnv = z.object({
  ...servicePortEnv(SERVICES.classifier.port).shape,
  ...serviceEnv.shape,
  ...kafkaEnv.shape,
  ...secretEnv.shape,
  /** The file of the trained model; a new content is put in force without a restart. */
  CLASSIFIER_MODEL: z.string().default(SHIPPED_MODEL_FILE),
});

export type ClassifierEnv = z.output<typeof classifierEnv>;

export function readClassifierEnv(env: NodeJS.ProcessEnv): ClassifierEnv {
  return readEnv(classifierEnv, env);
}
