// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** One promise of AWS, on the test that shows how the local cloud keeps it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Rule.All.class)
public @interface Rule {
  Subject of();

  /** As AWS names it: a property, an operation, a limit. */
  String property();

  /** The page of AWS's documentation that says it; see {@link Pages}. */
  String page();

  /** What AWS does, in one sentence of our own. */
  String says();

  Honoured honoured() default Honoured.YES;

  /** How the local cloud differs, when it does; or what it does where the page is silent. */
  String note() default "";

  /** Several of one test. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @interface All {
    Rule[] value();
  }
}
