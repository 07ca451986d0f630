// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.w3c.dom.Element;

/** Which events of a bucket go to which queues, as PutBucketNotificationConfiguration has it. */
record NotificationConfiguration(List<QueueRule> rules) {
  private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
  static final NotificationConfiguration NONE = new NotificationConfiguration(List.of());

  /**
   * @param events such as {@code s3:ObjectCreated:*}
   * @param prefix of the decoded key, empty for any
   * @param suffix likewise
   */
  record QueueRule(String id, String queueArn, List<String> events, String prefix, String suffix) {

    /**
     * Whether an event, named as in a record ({@code ObjectCreated:Put}), of an object is meant.
     */
    boolean matches(String eventName, String key) {
      return key.startsWith(prefix)
          && key.endsWith(suffix)
          && events.stream().anyMatch(event -> covers(event, "s3:" + eventName));
    }

    private static boolean covers(String event, String name) {
      return event.endsWith("*")
          ? name.startsWith(event.substring(0, event.length() - 1))
          : name.equals(event);
    }
  }

  static NotificationConfiguration parse(byte[] document) {
    List<QueueRule> rules = new ArrayList<>();
    for (Element element : Xml.children(Xml.root(document))) {
      if (!element.getLocalName().equals("QueueConfiguration")) {
        throw new S3Exception(
            501,
            "NotImplemented",
            "The local S3 notifies SQS queues only, not a " + element.getLocalName() + ".");
      }
      rules.add(rule(element));
    }
    return new NotificationConfiguration(List.copyOf(rules));
  }

  List<QueueRule> matching(String eventName, String key) {
    return rules.stream().filter(rule -> rule.matches(eventName, key)).toList();
  }

  String toXml() {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<NotificationConfiguration xmlns=\"").append(NAMESPACE).append("\">");
    for (QueueRule rule : rules) {
      xml.append("<QueueConfiguration><Id>").append(Xml.escape(rule.id)).append("</Id><Queue>");
      xml.append(Xml.escape(rule.queueArn)).append("</Queue>");
      rule.events.forEach(event -> xml.append("<Event>").append(event).append("</Event>"));
      if (!rule.prefix.isEmpty() || !rule.suffix.isEmpty()) {
        xml.append("<Filter><S3Key>");
        filter(xml, "Prefix", rule.prefix);
        filter(xml, "Suffix", rule.suffix);
        xml.append("</S3Key></Filter>");
      }
      xml.append("</QueueConfiguration>");
    }
    return xml.append("</NotificationConfiguration>").toString();
  }

  private static void filter(StringBuilder xml, String name, String value) {
    if (!value.isEmpty()) {
      xml.append("<FilterRule><Name>").append(name).append("</Name><Value>");
      xml.append(Xml.escape(value)).append("</Value></FilterRule>");
    }
  }

  private static QueueRule rule(Element element) {
    String queue = Xml.text(element, "Queue").orElseThrow(() -> malformed("Queue"));
    List<String> events =
        Xml.children(element, "Event").stream()
            .map(event -> event.getTextContent().strip())
            .toList();
    if (events.isEmpty()) {
      throw malformed("Event");
    }
    for (String event : events) {
      if (!event.matches("s3:(ObjectCreated|ObjectRemoved):(\\*|[A-Za-z]+)")) {
        throw new S3Exception(
            400, "InvalidArgument", "The local S3 does not raise the event " + event + ".");
      }
    }
    String prefix = "";
    String suffix = "";
    for (Element filter : Xml.children(element, "Filter")) {
      for (Element keys : Xml.children(filter, "S3Key")) {
        for (Element rule : Xml.children(keys, "FilterRule")) {
          String value = Xml.text(rule, "Value").orElse("");
          switch (Xml.text(rule, "Name").orElse("").toLowerCase(Locale.ROOT)) {
            case "prefix" -> prefix = value;
            case "suffix" -> suffix = value;
            default ->
                throw new S3Exception(
                    400, "InvalidArgument", "filter rule name must be either prefix or suffix");
          }
        }
      }
    }
    String id = Xml.text(element, "Id").filter(text -> !text.isEmpty()).orElseGet(() -> random());
    return new QueueRule(id, queue, events, prefix, suffix);
  }

  private static String random() {
    return UUID.randomUUID().toString();
  }

  private static S3Exception malformed(String element) {
    return new S3Exception(
        400, "MalformedXML", "A QueueConfiguration needs at least one element " + element + ".");
  }
}
