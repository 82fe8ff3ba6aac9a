// The model in force is one reference: a text is labelled by the model before or after a swap, never by half of each.
import type { Labels } from '@hearback/contracts';
import type { ServicePart } from '@hearback/service';
import type { Telemetry } from '@hearback/telemetry';
import { classify, modelVersionOf, type ClassifyInput } from './domain/classify';
import type { Model } from './domain/model/model';
import { decodeModel } from './domain/model/model-format';
import { watchFile, type WatchedFile } from './io/watch-file';

export interface ModelInForce extends ServicePart {
  classify(input: ClassifyInput): Labels;
}

export interface ModelFile {
  file: string;
  logger: Pick<Telemetry['logger'], 'info' | 'error'>;
  /** How often the file is looked at. */
  everyMs?: number;
}

/**
 * Reads the model file and puts every later content of it in force without a restart. A file that is broken or was made
 * for other features is refused with the reason in the log, and the model before it stays.
 * @throws ModelRefusedError when the first content is broken: there is nothing to stay with
 */
export async function followModel({ file, logger, everyMs }: ModelFile): Promise<ModelInForce> {
  let model: Model | undefined;
  const putInForce = (bytes: Buffer) => {
    const next = decodeModel(bytes);
    const before = model && modelVersionOf(model);
    model = next;
    logger.info({ modelVersion: modelVersionOf(next), before, checksum: next.header.checksum }, 'a model is in force');
  };
  const watched: WatchedFile = await watchFile(file, {
    everyMs,
    first: putInForce,
    changed: (bytes) => {
      try {
        putInForce(bytes);
      } catch (error) {
        logger.error(
          { err: error, file, modelVersion: modelVersionOf(model!) },
          'a model file was refused; the model before it stays',
        );
      }
    },
    lost: (error) => logger.error({ err: error, file }, 'the model file cannot be read; the model before it stays'),
  });
  return {
    name: 'model',
    notReady: () => null,
    classify: (input) => classify(input, model),
    stop: () => watched.stop(),
  };
}
