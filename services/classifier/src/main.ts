import { deriveKeys, followAccess } from '@hearback/access';
import { feedbackDeduplicated } from '@hearback/contracts';
import { connectKafka, consume, createPublisher, onEvent, type KafkaConnection } from '@hearback/kafka';
import { runAsProcess, SERVICE_VERSION, startService, type RunningService } from '@hearback/service';
import { startTelemetry, type Telemetry } from '@hearback/telemetry';
import { ClassifierModule, type ClassifierParts } from './classifier.module';
import { readClassifierEnv, type ClassifierEnv } from './env';
import { handleFeedback } from './handle-feedback';
import { followModel } from './model-in-force';
import { OPENAPI } from './openapi';

const NAME = 'classifier';
/** Room for 1,000 texts of ordinary length. */
const BODY_LIMIT = 16 * 1_048_576;

/** Starts the classifier: it needs Kafka only. */
export async function start(environment: NodeJS.ProcessEnv): Promise<RunningService> {
  const env = readClassifierEnv(environment);
  const telemetry = startTelemetry({
    service: NAME,
    version: SERVICE_VERSION,
    logLevel: env.LOG_LEVEL,
    otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
  });
  const connection = connectKafka({
    brokers: env.KAFKA_BROKERS,
    clientId: NAME,
    topicPrefix: env.KAFKA_TOPIC_PREFIX,
    telemetry,
  });
  return startService({
    name: NAME,
    host: env.HOST,
    port: env.PORT,
    telemetry,
    bodyLimit: BODY_LIMIT,
    module: ClassifierModule.with(await startParts({ env, telemetry, connection })),
    openapi: OPENAPI,
  });
}

interface Started {
  env: ClassifierEnv;
  telemetry: Telemetry;
  connection: KafkaConnection;
}

async function startParts({ env, telemetry, connection }: Started): Promise<ClassifierParts> {
  const keys = deriveKeys(env.HEARBACK_SECRET);
  const access = await followAccess(connection, { telemetry, keys, sources: false });
  const model = await followModel({ file: env.CLASSIFIER_MODEL, logger: telemetry.logger });
  const publisher = await createPublisher(connection, { service: NAME, telemetry });
  const consumer = await consume(connection, {
    group: NAME,
    telemetry,
    publisher,
    subscriptions: [onEvent(feedbackDeduplicated, { batch: (messages) => handleFeedback(model, messages) })],
    onDead: (error) => {
      telemetry.logger.error({ err: error }, 'the Kafka client has died; the process ends to be started again');
      process.exit(1);
    },
  });
  return { access, model, parts: [access, model, publisher, consumer] };
}

if (require.main === module) void runAsProcess(() => start(process.env));
