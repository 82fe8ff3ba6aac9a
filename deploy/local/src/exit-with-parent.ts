// Preloaded into every service process that the launcher starts: when the launcher is gone, however it ended, its end of
// the channel closes, and the service drains as after SIGTERM instead of running on unseen.
if (process.send) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel?.unref();
}
