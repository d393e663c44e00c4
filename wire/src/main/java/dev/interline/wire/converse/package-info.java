/** Converse of Amazon Bedrock: one format for the models of many makers. */
@NullMarked
package dev.interline.wire.converse;

import org.jspecify.annotations.NullMarked;
