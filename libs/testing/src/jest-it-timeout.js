// Real servers on a busy machine take longer than Jest's 5 s. A file whose tests take more says so itself.
jest.setTimeout(60_000);
