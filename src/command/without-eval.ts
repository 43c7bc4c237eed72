import type { Plugin } from 'vite'

/**
 * MediaPipe's loader makes functions from strings (Emscripten's embind), which a strict
 * Content-Security-Policy forbids. These are the three places, and the same as closures: what
 * Emscripten itself writes with -sDYNAMIC_EXECUTION=0.
 */
const REPLACEMENTS: readonly (readonly [string, string])[] = [
  [
    `return new Function("body","return function "+name+"() {\\n"+'    "use strict";'+"    return body.apply(this, arguments);\\n"+"};\\n")(body)`,
    `return Object.defineProperty(function(){"use strict";return body.apply(this,arguments)},"name",{value:name})`,
  ],
  [
    `var invokerFunction=new_(Function,args1).apply(null,args2);return invokerFunction`,
    `return function(){
if(arguments.length!==argCount-2)throwBindingError("function "+humanName+" called with "+arguments.length+" arguments, expected "+(argCount-2));
var destructors=needsDestructorStack?[]:null;
var first=isClassMethodFunc?1:2;
var wired=[];
for(var i=first;i<argCount;++i)wired.push(argTypes[i].toWireType(destructors,i===1?this:arguments[i-2]));
var rv=cppInvokerFunc.apply(null,[cppTargetFunc].concat(wired));
if(destructors)runDestructors(destructors);
else for(var i=first;i<argCount;++i)if(argTypes[i].destructorFunction!==null)argTypes[i].destructorFunction(wired[i-first]);
if(returns)return argTypes[0].fromWireType(rv)}`,
  ],
  [
    `var invokerFunction=new_(Function,params).apply(null,args);`,
    `var invokerFunction=function(handle,name,destructors,args){
var values=[];
for(var i=0,at=0;i<argCount-1;++i){values.push(types[i+1].readValueFromPointer(at?args+at:args));at+=types[i+1].argPackAdvance}
var rv=handle[name].apply(handle,values);
for(var i=0;i<argCount-1;++i)if(types[i+1].deleteObject)types[i+1].deleteObject(values[i]);
if(!retType.isVoid)return retType.toWireType(destructors,rv)};`,
  ],
]

/**
 * MediaPipe's loader without functions made from strings.
 * @throws Error if one of the places is not there: another version of the package.
 */
export function withoutEval(source: string): string {
  return REPLACEMENTS.reduce((text, [before, after]) => {
    if (!text.includes(before)) {
      throw new Error(
        '@mediapipe/face_detection has changed: src/command/without-eval.ts needs another look.',
      )
    }
    return text.replace(before, () => after)
  }, source)
}

/** Applies `withoutEval` to MediaPipe's loaders in the build. */
export const mediapipeWithoutEval: Plugin = {
  name: 'mediapipe-without-eval',
  apply: 'build',
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type === 'asset' && /face_detection_solution.*\.js$/.test(file.fileName)) {
        file.source = withoutEval(
          typeof file.source === 'string' ? file.source : new TextDecoder().decode(file.source),
        )
      }
    }
  },
}
