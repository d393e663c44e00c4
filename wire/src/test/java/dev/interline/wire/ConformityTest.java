package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether an answer has the form that was asked for, word by word of JSON Schema. */
class ConformityTest {

    private static String problem(String schema, String value) {
        try {
            String problem = Conformity.problem(Json.read(schema), Json.read(value));
            return problem == null ? "" : problem;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'object'} | {} | ``",
                "{'type':'object'} | [] | $ is an array, not object",
                "{'type':['string','null']} | null | ``",
                "{'type':['string','null']} | 1 | $ is a number, which its type does not allow",
                "{'type':'integer'} | 1.0 | ``",
                "{'type':'integer'} | 1e2 | ``",
                "{'type':'integer'} | 1.5 | $ is a number, not integer",
                "{'type':'number'} | 1 | ``",
                "{'type':'boolean'} | 'true' | $ is a string, not boolean",
                "{'const':1} | 1.0 | ``",
                "{'const':{'a':[1]}} | {'a':[1.0]} | ``",
                "{'const':'a'} | 'b' | $ is not the one value it may be",
                "{'enum':['a',2,null]} | 2.0 | ``",
                "{'enum':['a',2,null]} | null | ``",
                "{'enum':['a',2,null]} | 'b' | $ is none of the values it may be",
                "{'minimum':2} | 2 | ``",
                "{'minimum':2} | 1.9 | $ is too small",
                "{'exclusiveMinimum':2} | 2 | $ is too small",
                "{'exclusiveMinimum':2} | 3 | ``",
                "{'maximum':2} | 2 | ``",
                "{'maximum':2} | 3 | $ is too large",
                "{'exclusiveMaximum':2} | 2 | $ is too large",
                "{'exclusiveMaximum':2} | 1 | ``",
                "{'multipleOf':0.01} | 4.35 | ``",
                "{'multipleOf':3} | 4 | $ is no multiple of what it should be",
                "{'minLength':2} | 'é😀' | ``",
                "{'minLength':2} | '😀' | $ is a text of too few",
                "{'maxLength':1} | '😀' | ``",
                "{'maxLength':1} | 'ab' | $ is a text of too many",
                "{'pattern':'^a+$'} | 'aa' | ``",
                "{'pattern':'b'} | 'abc' | ``",
                "{'pattern':'^a+$'} | 'ab' | $ does not match its pattern",
                "{'pattern':'('} | 'ab' | ``",
                "{'required':['a']} | {'b':1} | $.a is missing",
                "{'required':['a']} | 'text' | ``",
                "{'properties':{'a':{'type':'string'}}} | {'a':1} | $.a is a number, not string",
                "{'properties':{'a':{}},'additionalProperties':false} | {'a':1,'secret':2} | $.* is not allowed",
                "{'additionalProperties':{'type':'string'}} | {'secret':2} | $.* is a number, not string",
                "{'patternProperties':{'^x':{'type':'string'}},'additionalProperties':false} | {'xy':'a'} | ``",
                "{'patternProperties':{'^x':{'type':'string'}}} | {'xy':1} | $.* is a number, not string",
                "{'propertyNames':{'maxLength':1}} | {'ab':1} | $.* is a text of too many",
                "{'minProperties':2} | {'a':1} | $ is an object of too few",
                "{'maxProperties':0} | {'a':1} | $ is an object of too many",
                "{'items':{'type':'string'}} | ['a',1] | $[1] is a number, not string",
                "{'prefixItems':[{'type':'string'}],'items':false} | ['a'] | ``",
                "{'prefixItems':[{'type':'string'}],'items':false} | ['a',1] | $[1] is not allowed",
                "{'prefixItems':[{'type':'string'}]} | [1] | $[0] is a number, not string",
                "{'minItems':1} | [] | $ is an array of too few",
                "{'maxItems':1} | [1,2] | $ is an array of too many",
                "{'uniqueItems':true} | [1,{'a':2},{'a':2}] | $[2] is there twice",
                "{'contains':{'type':'string'}} | [1] | $ lacks an item that it must have",
                "{'contains':{'type':'string'}} | [1,'a'] | ``",
                "{'allOf':[{'type':'number'},{'minimum':3}]} | 2 | $ is too small",
                "{'anyOf':[{'type':'number'},{'type':'null'}]} | null | ``",
                "{'anyOf':[{'type':'number'},{'type':'null'}]} | 'a' | $ has none of the forms it may have",
                "{'oneOf':[{'type':'number'},{'minimum':3}]} | 4 | $ does not have exactly one of the forms it may have",
                "{'oneOf':[{'type':'number'},{'minimum':3}]} | 2 | ``",
                "{'not':{'type':'string'}} | 'a' | $ has the form it must not have",
                "{'if':{'type':'string'},'then':{'minLength':2},'else':{'minimum':2}} | 'a' | $ is a text of too few",
                "{'if':{'type':'string'},'then':{'minLength':2},'else':{'minimum':2}} | 1 | $ is too small",
                "{'$ref':'#/$defs/a','$defs':{'a':{'type':'string'}}} | 1 | $ is a number, not string",
                "{'$ref':'https://example.com/a'} | 1 | ``",
                "{'properties':{'next':{'$ref':'#'}},'required':['id']} | {'id':1,'next':{}} | $.next.id is missing",
                "{'format':'date','description':'x','unheardOf':1} | 'no date' | ``",
                "true | 1 | ``",
                "false | 1 | $ is not allowed",
            })
    void eachWordIsChecked(String schema, String value, String problem) {
        assertThat(problem(schema.replace('\'', '"'), value.replace('\'', '"'))).isEqualTo(problem);
    }

    @Test
    void aSchemaThatRefersToItselfEnds() {
        assertThat(problem("{\"$ref\":\"#\"}", "1")).isEqualTo("$ is too much to be checked");
        assertThat(problem("{\"anyOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}]}", "1"))
                .isEqualTo("$ has none of the forms it may have");
    }
}
