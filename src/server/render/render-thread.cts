// A thread loads this by `require`. If it were a module, stopping the thread while it loads would end the process: Node
// 20 checks a module that could no longer be instantiated (`v8::Module::IsGraphAsync`), and that is fatal.
module.exports = {
  work: async (task: import('./render-task.ts').RenderTask): Promise<import('./render-task.ts').RenderAnswer> => {
    const { work } = await import('./render-worker.ts');
    return work(task);
  },
};
