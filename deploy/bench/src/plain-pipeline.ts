import { Queue } from 'bullmq';
import Fastify from 'fastify';
import { Kafka, Partitioners, logLevel, type KafkaMessage } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';

// What a tutorial leads to, written for comparison and nowhere else used: one send for each request, `eachMessage`, one row
// for each insert, one BullMQ job for each clock. It does not deduplicate, classify, or survive a crash between its steps.
const TOPIC = `plain-${process.pid}`;

interface Item {
  id: string;
  text: string;
}

async function main(): Promise<void> {
  const kafka = new Kafka({ brokers: process.env.KAFKA_BROKERS!.split(','), logLevel: logLevel.NOTHING });
  const pool = new Pool({ connectionString: process.env.DATABASE_URL });
  await pool.query(`create table if not exists plain_case (case_id uuid primary key, feedback_id text, text text, created_at timestamptz default now());
    create table if not exists plain_clock (clock_id uuid primary key, feedback_id text, due_at timestamptz, position bigserial)`);
  const redis = new URL(process.env.REDIS_URL!);
  const queue = new Queue('plain-clocks', { connection: { host: redis.hostname, port: Number(redis.port) } });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: TOPIC, numPartitions: 6 }] });
  await admin.disconnect();
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  const consumer = kafka.consumer({ groupId: TOPIC });
  await consumer.connect();
  await consumer.subscribe({ topic: TOPIC, fromBeginning: true });
  await consumer.run({ eachMessage: ({ message }) => openCase(message, { pool, queue }) });
  const server = Fastify({ bodyLimit: 4_194_304 });
  server.post('/v1/feedback', async (request, reply) => {
    const items = (Array.isArray(request.body) ? request.body : [request.body]) as {
      text: string;
      externalId: string;
    }[];
    const messages = items.map((item) => ({
      key: item.externalId,
      value: JSON.stringify({ id: item.externalId, text: item.text }),
    }));
    await producer.send({ topic: TOPIC, acks: -1, messages });
    return reply.status(202).send({ accepted: items.map((item) => ({ feedbackId: item.externalId })), refused: [] });
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  process.stdout.write(`listening ${(server.server.address() as { port: number }).port}\n`);
  process.on('disconnect', () => process.exit(0));
}

async function openCase(message: KafkaMessage, { pool, queue }: { pool: Pool; queue: Queue }): Promise<void> {
  const item = JSON.parse(message.value!.toString()) as Item;
  const dueAt = new Date(Date.now() + 86_400_000);
  await pool.query('insert into plain_case (case_id, feedback_id, text) values ($1, $2, $3)', [
    randomUUID(),
    item.id,
    item.text,
  ]);
  await pool.query('insert into plain_clock (clock_id, feedback_id, due_at) values ($1, $2, $3)', [
    randomUUID(),
    item.id,
    dueAt,
  ]);
  await queue.add('due', { feedbackId: item.id }, { delay: 86_400_000 });
}

void main();
