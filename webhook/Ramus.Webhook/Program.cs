using Ramus.Webhook.Hosting;

return await WebhookProgram.RunAsync(args).ConfigureAwait(false);
