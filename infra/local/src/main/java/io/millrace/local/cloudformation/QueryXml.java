// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import io.millrace.local.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Writes an answer of the query protocol. */
final class QueryXml {
  private static final String NAMESPACE = "http://cloudformation.amazonaws.com/doc/2010-05-15/";

  private final StringBuilder xml = new StringBuilder();

  /** An element with elements in it. */
  QueryXml element(String name, Runnable content) {
    xml.append('<').append(name).append('>');
    content.run();
    xml.append("</").append(name).append('>');
    return this;
  }

  QueryXml text(String name, String value) {
    xml.append('<').append(name).append('>').append(escape(value));
    xml.append("</").append(name).append('>');
    return this;
  }

  QueryXml text(String name, Optional<String> value) {
    value.ifPresent(present -> text(name, present));
    return this;
  }

  HttpReply reply(String action) {
    return reply(
        200,
        "<"
            + action
            + "Response xmlns=\""
            + NAMESPACE
            + "\"><"
            + action
            + "Result>"
            + xml
            + "</"
            + action
            + "Result><ResponseMetadata><RequestId>"
            + UUID.randomUUID()
            + "</RequestId></ResponseMetadata></"
            + action
            + "Response>");
  }

  static HttpReply error(String code, String message) {
    return reply(
        400,
        "<ErrorResponse xmlns=\""
            + NAMESPACE
            + "\"><Error><Type>Sender</Type><Code>"
            + code
            + "</Code><Message>"
            + escape(message)
            + "</Message></Error><RequestId>"
            + UUID.randomUUID()
            + "</RequestId></ErrorResponse>");
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\r", "&#13;");
  }

  private static HttpReply reply(int status, String body) {
    return new HttpReply(
        status, Map.of("content-type", "text/xml"), body.getBytes(StandardCharsets.UTF_8));
  }
}
