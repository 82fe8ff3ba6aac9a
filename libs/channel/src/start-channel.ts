import { FEEDBACK_LIMITS } from '@hearback/contracts';
import { SERVICE_VERSION, startService, type RunningService } from '@hearback/service';
import { startTelemetry } from '@hearback/telemetry';
import { ACCESS_REGISTRY, type AccessRegistry } from '@hearback/access';
import { OUTBOUND, channelModule, type ChannelEnv } from './channel.module';
import type { ChannelDefinition, ChannelEdge } from './io/channel-edge';
import { CHANNEL_EDGE, channelRoutes } from './io/channel-routes';
import { healthGauges, healthRoutes } from './io/source-health';
import type { Outbound } from './io/start-outbound';
import { channelOpenApi } from './channel-openapi';

export interface ChannelServiceEnv extends ChannelEnv {
  HOST: string;
  PORT: number;
  LOG_LEVEL: string;
  OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined;
}

/** Starts a channel service; it listens at once and answers 503 until the directory's snapshots were read. */
export async function startChannel(definition: ChannelDefinition, env: ChannelServiceEnv): Promise<RunningService> {
  const telemetry = startTelemetry({
    service: definition.service,
    version: SERVICE_VERSION,
    logLevel: env.LOG_LEVEL,
    otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
  });
  return startService({
    name: definition.service,
    host: env.HOST,
    port: env.PORT,
    telemetry,
    module: channelModule(definition, env, telemetry),
    openapi: channelOpenApi(definition),
    bodyLimit: FEEDBACK_LIMITS.requestBytes,
    configure: (app) => {
      const edge = app.get<ChannelEdge>(CHANNEL_EDGE, { strict: false });
      const http = app.getHttpAdapter().getInstance();
      http.register(channelRoutes, { edge });
      const { ledger, polled, streamed } = app.get<Outbound>(OUTBOUND, { strict: false });
      const registry = app.get<AccessRegistry>(ACCESS_REGISTRY, { strict: false });
      const health = { definition, registry, ledger, polled, streamed };
      healthGauges(telemetry.meter, health);
      http.register(healthRoutes, health);
    },
  });
}
