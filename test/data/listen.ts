import type { Database, Question } from '../../src/data/database';

/** The same database; what is asked of it is put into `heard` as well. */
export const listenTo = (database: Database, heard: Question[]): Database => ({
  connection: database.connection,
  describe: (signal) => database.describe(signal),
  ask: (question, signal) => {
    heard.push(question);
    return database.ask(question, signal);
  },
  run: (run, receiver, signal) => database.run(run, receiver, signal),
  close: () => database.close(),
});
