import { parentPort, workerData } from 'node:worker_threads';
import { renderHere, type RenderTask } from './render-report';

// A thread that makes one file and ends. An error ends it too, and its message reaches whoever waits.
void renderHere(workerData as RenderTask).then((content) => parentPort?.postMessage(content));
