module.exports = async () => {
  await globalThis.hearbackTestServers?.stop();
};
