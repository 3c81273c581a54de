package io.tracewright.model.corpus;

/**
 * A prompt and its response, as real conversations contain them.
 *
 * @param recordId identifier within its corpus, stable for a published version
 * @param workloadType corpus category that the record illustrates, for example {@code simple_chat}
 * @param prompt what was asked, 1 to 100,000 characters
 * @param response what was answered, 1 to 100,000 characters
 * @param metadata a JSON object in text form, {@code {}} when there is none
 */
public record CorpusRecord(
    String recordId, String workloadType, String prompt, String response, String metadata) {}
