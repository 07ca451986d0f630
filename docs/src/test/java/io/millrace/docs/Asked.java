// SPDX-License-Identifier: Apache-2.0
package io.millrace.docs;

import io.millrace.shared.config.Inquiry;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Settings that keep what is asked of them, and have what must be there. */
final class Asked extends AbstractMap<String, String> implements Inquiry {

  /** Every required text takes it, those that are addresses too. */
  private static final String SOMETHING = "https://something.example/";

  /**
   * One setting.
   *
   * @param absent what holds without it; null when it is required
   */
  record Question(@Nullable String absent, String allowed) {}

  private final Map<String, Question> questions = new LinkedHashMap<>();
  private final Map<String, String> given;

  /**
   * @param given settings that are there beside the required ones
   */
  Asked(Map<String, String> given) {
    this.given = given;
  }

  Map<String, Question> questions() {
    return questions;
  }

  @Override
  public void asked(String key, @Nullable String absent, String allowed) {
    questions.put(key, new Question(absent, allowed));
  }

  @Override
  public @Nullable String get(Object key) {
    String value = given.get(key);
    Question question = questions.get(key);
    return value == null && question != null && question.absent == null ? SOMETHING : value;
  }

  @Override
  public String getOrDefault(Object key, String otherwise) {
    String value = get(key);
    return value == null ? otherwise : value;
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    return Map.copyOf(given).entrySet();
  }
}
