/** Models on AWS Bedrock. */
@NullMarked
package dev.interline.bedrock;

import org.jspecify.annotations.NullMarked;
