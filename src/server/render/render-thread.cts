// A thread loads this by `require`. Were it a module itself, stopping the thread meanwhile would end the process: Node
// 20 checks a module that could not be instantiated any more (`v8::Module::IsGraphAsync`), and that is fatal.
module.exports = {
  work: async (task: import('./render-task.ts').RenderTask): Promise<import('./render-task.ts').RenderAnswer> => {
    const { work } = await import('./render-worker.ts');
    return work(task);
  },
};
