// Package fake is a server in memory that stands in for an API in tests. It is copied into a sub-package of a generated
// package, without its tests and this file.
package fake

import api "github.com/orchgen/orchgen/templates/runtime"

// What stands in this file is generated for each definition. The file itself is not copied.

var sourceLocale = api.LocaleEN

func (s *Server) serverOptions() []api.Option { return nil }

const definitionText = `{
"operations": [
{"id":"Things_List","method":"GET","path":["/odata/Things"],"params":[
 {"name":"$filter","in":"query","schema":{"kind":"string"}},
 {"name":"$orderby","in":"query","schema":{"kind":"string"}},
 {"name":"$expand","in":"query","schema":{"kind":"string"}},
 {"name":"$select","in":"query","schema":{"kind":"string"}},
 {"name":"$search","in":"query","schema":{"kind":"string"}},
 {"name":"$top","in":"query","schema":{"kind":"int32"}},
 {"name":"$skip","in":"query","schema":{"kind":"int32"}},
 {"name":"$count","in":"query","schema":{"kind":"bool"}}],
 "status":200,"content":"json","sample":{"value":[]},"set":"Things","verb":"list"},
{"id":"Things_Create","method":"POST","path":["/odata/Things"],
 "body":{"schema":{"ref":"Thing"},"mediaType":"application/json","required":true},
 "status":201,"content":"json","sample":{"Name":"text"},"set":"Things","verb":"create"},
{"id":"Things_Get","method":"GET","path":["/odata/Things(","key",")"],"params":[
 {"name":"key","in":"path","required":true,"schema":{"kind":"int64"}},
 {"name":"$select","in":"query","schema":{"kind":"string"}},
 {"name":"$expand","in":"query","schema":{"kind":"string"}}],
 "status":200,"content":"json","sample":{"Name":"text"},"set":"Things","verb":"get"},
{"id":"Things_Put","method":"PUT","path":["/odata/Things(","key",")"],"params":[
 {"name":"key","in":"path","required":true,"schema":{"kind":"int64"}}],
 "body":{"schema":{"ref":"Thing"},"mediaType":"application/json","required":true},
 "status":200,"content":"json","sample":{"Name":"text"},"set":"Things","verb":"update"},
{"id":"Things_Patch","method":"PATCH","path":["/odata/Things(","key",")"],"params":[
 {"name":"key","in":"path","required":true,"schema":{"kind":"int64"}}],
 "body":{"schema":{"ref":"Thing"},"mediaType":"application/json"},
 "status":204,"set":"Things","verb":"patch"},
{"id":"Things_Delete","method":"DELETE","path":["/odata/Things(","key",")"],"params":[
 {"name":"key","in":"path","required":true,"schema":{"kind":"int64"}}],
 "status":204,"set":"Things","verb":"delete"},
{"id":"Notes_Get","method":"GET","path":["/odata/Notes('","key","')"],"params":[
 {"name":"key","in":"path","required":true,"schema":{"kind":"string"}}],
 "status":200,"content":"json","sample":{},"set":"Notes","verb":"get"},
{"id":"Notes_Create","method":"POST","path":["/odata/Notes"],
 "body":{"schema":{"ref":"Note"},"mediaType":"application/json","required":true},
 "status":201,"content":"json","sample":{},"set":"Notes","verb":"create"},
{"id":"Things_Start","method":"POST","path":["/odata/Things/Api.Start"],"params":[
 {"name":"X-Trace","in":"header","schema":{"kind":"int64","minimum":1}},
 {"name":"days","in":"query","required":true,"separator":",","schema":{"kind":"array","minItems":1,"items":{"kind":"date"}}},
 {"name":"states","in":"query","schema":{"kind":"array","maxItems":2,"items":{"kind":"string","enum":["New","Old"]}}}],
 "folder":true,"status":200,"content":"json","sample":{"value":1}},
{"id":"Things_AddMany","method":"POST","path":["/odata/Things/Api.AddMany"],
 "body":{"schema":{"ref":"Many"},"mediaType":"application/json","required":true},
 "status":200,"content":"json","sample":{"Success":true},
 "effects":[{"does":"add","set":"Things","items":["things"],"values":{"State":"New"},"same":{"Name":"Name","Size":"size"},
  "parent":{"property":"Note","set":"Notes","name":"Text","from":["note"]}}],
 "bulk":{"items":"Failed","success":"Success","summary":"Message","roles":{"key":"Index","code":"Code","message":"Text"}}},
{"id":"Things_Copy","method":"POST","path":["/odata/Things/Api.Copy"],
 "body":{"schema":{"ref":"Many"},"mediaType":"application/json","required":true},
 "status":201,"content":"json","sample":{"value":[]},
 "effects":[{"does":"add","set":"Things","items":["thing"],"count":["count"],"same":{"Name":"Name"},"gives":"page"}]},
{"id":"Things_Next","method":"POST","path":["/odata/Things/Api.Next"],
 "body":{"schema":{"ref":"Many"},"mediaType":"application/json","required":true},
 "status":200,"content":"json","sample":{},
 "effects":[{"does":"take","set":"Things","where":{"State":"New"},"values":{"State":"Old"},"gives":"entity","none":204,
  "parent":{"property":"Note","set":"Notes","name":"Text","from":["note"]}}]},
{"id":"Things_Finish","method":"POST","path":["/odata/Things(","key",")/Api.Finish"],"params":[
 {"name":"key","in":"path","required":true,"schema":{"kind":"int64"}}],
 "body":{"schema":{"ref":"Many"},"mediaType":"application/json"},
 "status":204,
 "effects":[
  {"does":"change","set":"Things","when":[{"path":["thing","good"],"value":true}],"values":{"State":"Old"},"copy":{"Name":"thing.Name"}},
  {"does":"change","set":"Things","when":[{"path":["note"],"value":"new"}],"values":{"State":"New"}}]},
{"id":"Things_DropMany","method":"POST","path":["/odata/Things/Api.DropMany"],
 "body":{"schema":{"ref":"Many"},"mediaType":"application/json","required":true},
 "status":200,"content":"json","sample":[],
 "effects":[{"does":"delete","set":"Things","items":["things","Id"]}],
 "bulk":{"roles":{"key":"Id","code":"Code","status":"Status","body":"Body"},"numbers":true}},
{"id":"Things_Bare","method":"POST","path":["/odata/Things/Api.Bare"],
 "status":200,"content":"json","sample":{"Success":true},"bulk":{"items":"Failed","success":"Success","summary":"Message"}},
{"id":"Files_Get","method":"GET","path":["/files/","name",""],"params":[
 {"name":"name","in":"path","required":true,"schema":{"kind":"string","minLength":2,"maxLength":9}}],
 "status":200,"content":"file"},
{"id":"Files_GetWriteUri","method":"GET","path":["/things(","key",")/GetWriteUri"],"params":[
 {"name":"key","in":"path","required":true,"schema":{"kind":"int64"}},
 {"name":"path","in":"query","schema":{"kind":"string"}}],
 "status":200,"content":"json","sample":{},"link":"PUT"},
{"id":"Files_GetReadUri","method":"GET","path":["/things(","key",")/GetReadUri"],"params":[
 {"name":"key","in":"path","required":true,"schema":{"kind":"int64"}},
 {"name":"path","in":"query","schema":{"kind":"string"}}],
 "status":200,"content":"json","sample":{},"link":"GET"},
{"id":"Files_Best","method":"GET","path":["/files/best"],"status":204},
{"id":"Files_Put","method":"PUT","path":["/files"],"form":"multipart/form-data","params":[
 {"name":"file","in":"form","required":true,"schema":{"kind":"file"}},
 {"name":"part1","in":"form","schema":{"kind":"array","items":{"kind":"file"}},"series":"part"},
 {"name":"count","in":"form","schema":{"kind":"int32"}}],"status":204},
{"id":"Files_Send","method":"PUT","path":["/raw"],
 "body":{"schema":{"kind":"file"},"mediaType":"application/octet-stream","required":true},"status":204},
{"id":"Account_Authenticate","method":"POST","path":["/api/Account/Authenticate"],"open":true,"login":true,
 "body":{"schema":{"kind":"any"},"mediaType":"application/json"},"status":200,"content":"json","sample":{}},
{"id":"Accounts_Token","method":"POST","path":["/token"],"server":"identity","form":"application/x-www-form-urlencoded","params":[
 {"name":"grant","in":"form","required":true,"schema":{"kind":"string"}}],
 "status":200,"content":"json","sample":"token"}
],
"sets": {
"Things": {"key":"Id","number":true,"schema":{"ref":"Thing"}},
"Notes": {"key":"Key","schema":{"ref":"Note"}}
},
"types": {
"Thing": {"kind":"object","required":["Name"],"properties":{
 "Id":{"kind":"int64"},"Name":{"kind":"string","maxLength":20},"Size":{"kind":"int32","minimum":0,"maximum":100,"exclusiveMaximum":true},
 "State":{"kind":"string","enum":["New","Old"]},"At":{"kind":"date-time"},"Day":{"kind":"date"},"Key":{"kind":"string","format":"uuid"},
 "Price":{"kind":"decimal"},"Weight":{"kind":"number"},"Open":{"kind":"bool"},"Stamp":{"kind":"bytes"},"Code":{"kind":"string","pattern":"^[A-Z]+$"},
 "Owner":{"ref":"Owner"},"Tags":{"kind":"array","maxItems":3,"items":{"ref":"Owner"}},"Labels":{"kind":"map","items":{"kind":"string"}},"Any":{"kind":"any"}}},
"Owner": {"kind":"object","properties":{"Name":{"kind":"string"}},"additional":{"kind":"int32"}},
"Many": {"kind":"object","properties":{"things":{"kind":"array","items":{"kind":"any"}},"thing":{"kind":"any"},"count":{"kind":"int32"},"note":{"kind":"string"}}},
"Note": {"kind":"object","properties":{"Key":{"kind":"string"},"Text":{"kind":"string"}}}
},
"codes": {
"1001": {"status":409,"args":[{"name":"Name","example":"Name"}]},
"1002": {"status":404},
"1101": {"status":400},
"1904": {"status":409,"args":[{"name":"Count","example":"1"},{"name":"Limit","example":"1"}]}
}
}`
