// What AWS runs around a handler, as far as it matters here: load the module, then take events one at a time until told to stop.
const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;
const post = (path, body) => fetch(`${api}/${path}`, { method: 'POST', body: JSON.stringify(body) });
const failure = (error) => ({ errorType: error?.name ?? 'Error', errorMessage: String(error?.message ?? error) });

const [file, exported] = process.env._HANDLER.split('.');
let handler;
try {
  ({ [exported]: handler } = await import(`${process.env.LAMBDA_TASK_ROOT}/${file}.mjs`));
} catch (error) {
  await post('init/error', failure(error));
  process.exit(1);
}
for (;;) {
  const next = await fetch(`${api}/invocation/next`).catch(() => process.exit(0));
  const id = next.headers.get('lambda-runtime-aws-request-id');
  try {
    const answer = await handler(await next.json(), {
      awsRequestId: id,
      getRemainingTimeInMillis: () => Number(next.headers.get('lambda-runtime-deadline-ms')) - Date.now(),
    });
    await post(`invocation/${id}/response`, answer);
  } catch (error) {
    await post(`invocation/${id}/error`, failure(error));
  }
}
